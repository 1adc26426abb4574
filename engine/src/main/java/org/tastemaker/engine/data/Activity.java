package org.tastemaker.engine.data;

/// What people do with items besides rating them.
public enum Activity {
  VIEWED,
  PLAYED,
  PURCHASED,
  INSTALLED
}
