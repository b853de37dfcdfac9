"""A person and their account: how they sign in, their language and time zone (une personne)."""
