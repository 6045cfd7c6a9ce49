"""Questions by mail: the letter, the link in it, and the mail server that takes it."""
