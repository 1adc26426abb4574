package org.tastemaker.server.http;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.HexFormat;

/// Addresses as limits see them.
public final class ClientAddress {
  private static final int NETWORK = 8;

  private ClientAddress() {}

  /// What counts as one: an IPv4 address, or the 64 bits that an IPv6 network has in common, since
  /// whoever has one address of those has them all.
  public static String network(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    int zone = address.indexOf('%');
    var bytes = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone)).getAddress();
    return bytes.length < 2 * NETWORK
        ? address
        : HexFormat.of().formatHex(Arrays.copyOf(bytes, NETWORK)) + "::/64";
  }
}
