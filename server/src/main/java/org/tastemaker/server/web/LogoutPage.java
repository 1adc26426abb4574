package org.tastemaker.server.web;

/// Asks whether somebody means it: a link alone signs nobody out.
record LogoutPage() implements Page {}
