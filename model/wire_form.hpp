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
  template <class Storage>
  explicit WireForm(const PacketOut<Storage>& packet);
  WireForm(const WireForm&) = delete;
  WireForm& operator=(const WireForm&) = delete;

  const Packet& packet() const { return packet_; }

 private:
  template <class Storage>
  void fill(const ConnackOut<Storage>& out);
  template <class Storage>
  void fill(const PublishOut<Storage>& out);
  template <class Storage>
  void fill(const AckOut<Storage>& out);
  template <class Storage>
  void fill(const SubackOut<Storage>& out);
  void fill(const PingrespOut&) { packet_ = Pingresp{}; }
  template <class Storage>
  void fill(const DisconnectOut<Storage>& out);
  template <class Storage>
  void fill(const AuthOut<Storage>& out);

  /// The User Property of a report; none unless it is to have one.
  UserProperties reporter(bool wanted);

  Packet packet_;
  std::vector<UserProperty> user_properties_;
  std::vector<SubscriptionIdentifier> subscription_identifiers_;
  std::vector<std::uint8_t> reason_codes_;
};

}  // namespace mqttspec::model
