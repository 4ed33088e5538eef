// CONNECT: can be sent.
#pragma once

#include <optional>

#include "conformance/packets/stimulus.hpp"
#include "conformance/packets/will.hpp"

namespace mqttspec::conformance::packets {

/// Plain: clean, Keep Alive 60 s.
class ConnectSpec final : public Stimulus, public WithProperties<ConnectSpec> {
 public:
  explicit ConnectSpec(std::string_view client) : client_(client) {}

  /// Clean Session 0, or Clean Start 0 with a Session Expiry Interval of `expiry` seconds.
  ConnectSpec& keep_session(std::uint32_t expiry = 120);
  /// Clean Session or Clean Start as given; no Session Expiry Interval.
  ConnectSpec& clean(bool clean);
  ConnectSpec& keep_alive(std::uint16_t seconds);
  ConnectSpec& will(WillSpec will);
  ConnectSpec& user_name(std::string_view name);
  ConnectSpec& password(std::string_view password);
  /// Neither user name nor password, whatever the run has.
  ConnectSpec& anonymous();
  /// A ClientId that is used on the target as it stands; "" for a zero length one.
  ConnectSpec& exact_client_id(std::string_view id);

  bool keeps_session() const { return keeps_session_; }
  bool is_clean() const { return clean_; }
  const std::string& client() const { return client_; }

  owned::Packet packet(const PacketSetting& setting) const override;

 private:
  std::string client_;
  std::optional<std::string> exact_id_;
  bool clean_ = true;
  bool keeps_session_ = false;
  std::uint16_t keep_alive_ = 60;
  std::optional<WillSpec> will_;
  std::optional<std::string> user_name_;
  std::optional<std::string> password_;
  bool own_credentials_ = false;  // or none, but not those of the run
};

inline ConnectSpec connect(std::string_view client) { return ConnectSpec(client); }

}  // namespace mqttspec::conformance::packets
