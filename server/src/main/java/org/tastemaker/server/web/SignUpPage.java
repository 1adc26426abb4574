package org.tastemaker.server.web;

record SignUpPage(SignUpForm form, FormErrors errors) implements Page {}
