package org.tastemaker.server.web;

/// @param hasPassword whether it is asked for; else one must have signed in just now
record DeleteAccountPage(String username, boolean hasPassword, FormErrors errors) implements Page {}
