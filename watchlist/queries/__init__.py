"""Questions to a library: orders, what is next, figures, findings. They read and never change it.

A module for each question; ``wording`` says facts in words. It imports ``library`` and what that
stands on, and takes the day as a parameter.
"""
