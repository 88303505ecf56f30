"""What stands on evidence: which sentences are an answer, how sure it may be, and where a harm stands among others."""
