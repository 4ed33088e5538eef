// A packet as a case writes it: one text for what is sent and for the pattern of what is expected.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <vector>

#include "codec/encode.hpp"
#include "codec/packets.hpp"
#include "conformance/play/names.hpp"

namespace mqttspec::conformance::packets {

/// Where a packet is used: whose names, which version, which end sends it.
struct PacketSetting {
  const play::Names& names;
  Version version;
  Sender sender = Sender::client;
};

/// Fields that are left out have their plain value when the packet is sent, and may have any value
/// when it is expected.
class PacketSpec {
 public:
  virtual ~PacketSpec() = default;
  /// The packet's bytes, or why they would be illegal.
  virtual std::expected<std::vector<std::uint8_t>, Violation> bytes(
      const PacketSetting& setting) const = 0;
  /// Why `packet` is not what is meant; empty if it is.
  virtual std::optional<std::string> mismatch(const Packet& packet,
                                              const PacketSetting& setting) const = 0;
  /// One line: "PUBLISH t \"once\" qos=2 id=7".
  virtual std::string describe() const = 0;
  /// The type of packet that is meant.
  virtual PacketType type() const = 0;
};

/// The value of a property in a PacketSpec.
using PropertyValue = std::variant<std::uint32_t, std::string>;

/// The properties of a PacketSpec: those it has, and those it must not have.
class PropertySpecs {
 public:
  void set(Property property, PropertyValue value);
  void forbid(Property property);
  void user(std::string name, std::string value);

  /// Fills the properties of a packet to be sent; its views borrow from this object. What the
  /// struct has no place for is left out: legality is the encoder's business.
  template <class Properties>
  void fill(Properties& properties, const PacketSetting& setting) const;
  /// Compares those that are given with a packet's.
  template <class Properties>
  std::optional<std::string> mismatch(const Properties& properties,
                                      const PacketSetting& setting) const;
  std::string describe() const;
  bool empty() const { return values_.empty() && users_.empty(); }

 private:
  struct Entry {
    Property property;
    PropertyValue value;
  };
  std::vector<Entry> values_;
  std::vector<Property> forbidden_;
  std::vector<std::pair<std::string, std::string>> users_;
  // What fill() hands out views of.
  mutable std::vector<std::string> texts_;
  mutable std::vector<UserProperty> user_views_;
  mutable std::vector<SubscriptionIdentifier> identifiers_;
};

}  // namespace mqttspec::conformance::packets
