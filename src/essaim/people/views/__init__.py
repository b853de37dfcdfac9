"""The pages of one's account: come in, say who one is, take one's data away, leave."""
