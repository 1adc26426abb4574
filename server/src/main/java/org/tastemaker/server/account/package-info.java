/// Accounts: who can sign in, by what, as what; sessions and their tokens; keys of programs.
@NullMarked
package org.tastemaker.server.account;

import org.jspecify.annotations.NullMarked;
