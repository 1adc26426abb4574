package org.tastemaker.server.http;

import java.net.InetAddress;
import java.util.Arrays;

/// Addresses that begin alike, as CIDR writes them: `10.0.0.0/8`, `fd00::/8`; an address alone is a
/// range of one.
///
/// @param bits how many of the network's bits count
record AddressRange(InetAddress network, int bits) {
  private static final int BYTE = 8;

  /// @throws IllegalArgumentException when the text is no such range
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    var network = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
    int most = network.getAddress().length * BYTE;
    int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > most) {
      throw new IllegalArgumentException(text);
    }
    return new AddressRange(network, bits);
  }

  boolean contains(InetAddress address) {
    var own = network.getAddress();
    var other = address.getAddress();
    int whole = bits / BYTE;
    if (own.length != other.length || !Arrays.equals(own, 0, whole, other, 0, whole)) {
      return false;
    }
    int rest = bits % BYTE;
    return rest == 0
        || (own[whole] & 0xff) >> (BYTE - rest) == (other[whole] & 0xff) >> (BYTE - rest);
  }
}
