"""Pages that gather several rooms: the welcome and what waits for me (l’accueil)."""
