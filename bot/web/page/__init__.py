"""The page of somebody who got a question by mail: one screen, no script, nothing from outside."""
