package org.tastemaker.server.catalogue;

/// Whether people did anything with an item. The catalogue asks before it deletes one; the feature
/// that knows what people do provides it.
public interface ItemUse {

  boolean isUsed(int item);
}
