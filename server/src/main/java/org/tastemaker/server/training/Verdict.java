package org.tastemaker.server.training;

/// What the gate says of a model: whether it may serve, and why, in a sentence.
record Verdict(boolean accepted, String sentence) {}
