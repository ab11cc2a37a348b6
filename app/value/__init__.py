"""The core: a value statement in, its result out. It knows only numbers."""
