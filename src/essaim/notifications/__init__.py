"""How people are told: the outbox of e-mails and its delivery (les messages). Knows no domain."""
