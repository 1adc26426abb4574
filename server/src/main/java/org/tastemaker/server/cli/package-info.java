/// The program's entry and its commands.
@NullMarked
package org.tastemaker.server.cli;

import org.jspecify.annotations.NullMarked;
