// The packets of a Client in the form that the codec writes.
#pragma once

#include "model/client/event.hpp"
#include "model/wire_form.hpp"

namespace mqttspec::model {

/// A packet for the codec, together with what it borrows. It owns a copy of packets that both sides
/// send; otherwise views lead into the packet that it was made from, which has to live longer.
class ClientWireForm {
 public:
  explicit ClientWireForm(const ClientPacketOut& packet);
  ClientWireForm(const ClientWireForm&) = delete;
  ClientWireForm& operator=(const ClientWireForm&) = delete;

  const Packet& packet() const { return shared_form_ ? shared_form_->packet() : packet_; }

 private:
  void fill(const ConnectOut& out);
  void fill(const SubscribeOut& out);
  void fill(const UnsubscribeOut& out);
  void fill(const PingreqOut&) { packet_ = Pingreq{}; }
  template <class Shared>
  void fill(const Shared& out) {
    shared_ = out;
    shared_form_.emplace(shared_);
  }

  PacketOut shared_;
  std::optional<WireForm> shared_form_;
  Packet packet_;
  std::vector<Subscription> subscriptions_;
  std::vector<TopicFilter> topic_filters_;
  std::vector<UserProperty> user_properties_;
};

}  // namespace mqttspec::model
