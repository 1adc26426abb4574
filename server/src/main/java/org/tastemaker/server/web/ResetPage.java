package org.tastemaker.server.web;

/// @param token of the mail; empty where somebody came without its link, and types it
record ResetPage(String token, FormErrors errors) implements Page {}
