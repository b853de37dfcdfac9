"""Plain Python instruments: a problem, a stop and a seed go in, an explained result comes out."""
