"""How fast, as ratios against something named in the same run: `uv run python -m tests.benchmarks`.

Machines are noisy, so an absolute figure means little and nothing here is asserted. Each variant
has a process of its own on one core; the load comes from another.
"""
