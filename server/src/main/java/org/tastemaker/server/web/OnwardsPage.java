package org.tastemaker.server.web;

/// Leads to another site. A form's answer cannot redirect there itself: browsers hold that against
/// the policy that forms are sent to nobody but us.
record OnwardsPage(String label, String address) implements Page {}
