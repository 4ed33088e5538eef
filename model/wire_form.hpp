// The packets of the model in the form that the codec writes.
#pragma once

#include <vector>

#include "codec/packets.hpp"
#include "model/event.hpp"

namespace mqttspec::model {

/// A packet for the codec, together with the lists that it borrows. Views lead into the packet of
/// the model that it was made from, which has to live longer.
class WireForm {
 public:
  explicit WireForm(const PacketOut& packet);
  WireForm(const WireForm&) = delete;
  WireForm& operator=(const WireForm&) = delete;

  const Packet& packet() const { return packet_; }

 private:
  void fill(const ConnackOut& out);
  void fill(const PublishOut& out);
  void fill(const AckOut& out);
  void fill(const SubackOut& out);
  void fill(const PingrespOut&) { packet_ = Pingresp{}; }
  void fill(const DisconnectOut& out);
  void fill(const AuthOut& out);

  /// The User Property of a report; none unless it is to have one.
  UserProperties reporter(bool wanted);

  Packet packet_;
  std::vector<UserProperty> user_properties_;
  std::vector<SubscriptionIdentifier> subscription_identifiers_;
  std::vector<std::uint8_t> reason_codes_;
};

}  // namespace mqttspec::model
