/// The bundled demo: a catalogue of real titles of every kind, and synthetic people whose ratings
/// follow a taste model.
@NullMarked
package org.tastemaker.server.demo;

import org.jspecify.annotations.NullMarked;
