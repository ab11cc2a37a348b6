"""The charts of a case: each takes figures and words, and draws.

They know no language and no statement; `illustrations` chooses what is shown and words it.
"""
