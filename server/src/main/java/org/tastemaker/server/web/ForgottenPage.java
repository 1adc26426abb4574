package org.tastemaker.server.web;

record ForgottenPage(String email, FormErrors errors) implements Page {}
