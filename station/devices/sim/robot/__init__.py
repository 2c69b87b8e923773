"""The robot clerk: it has what a clerk has – eyes, hands, the instruments – and knows nothing of the program inside.

A test forbids this package any import of rules, steps, store and screens.
"""
