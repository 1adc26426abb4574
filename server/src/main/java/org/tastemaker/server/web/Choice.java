package org.tastemaker.server.web;

/// One of several things to choose from.
///
/// @param value what is sent
/// @param label what is read
record Choice(String value, String label, boolean chosen) {}
