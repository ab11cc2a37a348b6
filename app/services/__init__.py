"""What can be done with stored things: plain functions named by verbs."""
