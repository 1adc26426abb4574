package org.tastemaker.server.account;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A person who can sign in, as they see themselves.
///
/// @param id the person's
/// @param email null for somebody who came by a provider that vouches for none
/// @param verified whether the address was shown to be theirs
public record Account(
    int id,
    @Nullable String email,
    String username,
    @Nullable String customerId,
    @Nullable String name,
    @Nullable String surname,
    @Nullable LocalDate birthDate,
    Role role,
    boolean verified,
    Instant createdAt) {}
