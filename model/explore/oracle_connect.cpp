// See oracle.hpp. Here: connections, from their CONNECT to what may be said on them.
#include <algorithm>
#include <utility>

#include "model/explore/oracle.hpp"

namespace mqttspec::model::explore {

/// What this Server has to refuse, by what it says that it offers.
bool Oracle::is_refused(const Connect& connect) const {
  const auto& profile = *scenario_.profile;
  if (connect.version == Version::v3_1_1) return connect.client_id.empty() && !connect.clean_start;
  const auto& method = connect.properties.authentication_method;
  if (method && *method != profile.authentication_method) return true;
  if (!connect.will) return false;
  return connect.will->qos > profile.maximum_qos ||
         (connect.will->retain && !profile.retain_available);
}

Announcement Oracle::limits_for(const Connect& connect) const {
  Announcement limits;
  if (connect.version == Version::v3_1_1) return limits;
  const auto& profile = *scenario_.profile;
  const auto asked = connect.properties.session_expiry_interval.value_or(0);
  const auto longest = profile.maximum_session_expiry_interval.value_or(never_expires);
  if (asked > longest) limits.session_expiry_interval = longest;
  limits.receive_maximum = profile.receive_maximum;
  if (profile.maximum_qos != Qos::exactly_once)
    limits.maximum_qos = static_cast<std::uint8_t>(profile.maximum_qos);
  if (!profile.retain_available) limits.retain_available = std::uint8_t{0};
  limits.server_keep_alive = profile.server_keep_alive;
  limits.maximum_packet_size = profile.maximum_packet_size;
  limits.assigns_client_id = connect.client_id.empty();
  return limits;
}

void Oracle::asks_to_connect(std::size_t client, std::uint8_t connection,
                             const PacketInTransit& in_transit) {
  const auto& connect = scripted_connect(scenario_.clients[client], in_transit);
  auto& own = owed_to(client);
  if (own.connected && own.connection == connection) {
    must_close(connection, Guarantee::error_closes);
  } else if (is_refused(connect)) {
    must_close(connection, Guarantee::refusal_inert);
    may_refuse_ = true;
  } else if (connect.properties.authentication_method) {
    own.authenticating = connection;
    own.connect = in_transit.subject;
    answer_ = PacketType::auth;
    answer_property_ = Guarantee::auth_discipline;
    auth_code_ = ReasonCode::continue_authentication;
  } else {
    connects(client, connection, connect);
  }
}

void Oracle::connects(std::size_t client, std::uint8_t connection, const Connect& connect) {
  auto& own = owed_to(client);
  answer_ = PacketType::connack;
  answer_property_ = Guarantee::connack_first_once;
  limits_ = limits_for(connect);
  expects_method_ = connect.properties.authentication_method.has_value();
  if (own.connected) {
    may_close(own.connection, Guarantee::one_connection_per_client);
    connection_ends(client);
  }
  // A Client without a name of its own cannot be known again.
  if (own.stored && (connect.clean_start || connect.client_id.empty())) session_ends(client);
  present_ = resumes_ = own.stored;
  own.delayed_will = no_message;  // the Client is back in time
  own.stored = own.connected = true;
  erase_if(own.openings, [&](const Opening& opening) { return opening.connection == connection; });
  own.connection = connection;
  own.ends_at = 0;
  take_settings(own, connect);
  own.will = no_message;
  if (!connect.will) return;
  for (std::size_t i = 0; i < scenario_.messages.size(); ++i)
    if (scenario_.messages[i].payload == as_text(connect.will->payload))
      own.will = static_cast<MessageIndex>(i);
  own.will_delay =
      static_cast<std::uint8_t>(connect.will->properties.will_delay_interval.value_or(0));
}

void Oracle::take_settings(ClientObligations& own, const Connect& connect) {
  const auto& properties = connect.properties;
  own.version = connect.version;
  own.expiry_interval = properties.session_expiry_interval.value_or(0);
  if (connect.version == Version::v3_1_1)
    own.expiry_interval = connect.clean_start ? 0 : never_expires;
  if (const auto longest = scenario_.profile->maximum_session_expiry_interval)
    own.expiry_interval = std::min(own.expiry_interval, *longest);
  const unsigned receive_maximum = properties.receive_maximum.value_or(0xFF);
  own.keep_alive = connect.keep_alive;
  if (connect.version == Version::v5_0)
    own.keep_alive = scenario_.profile->server_keep_alive.value_or(connect.keep_alive);
  own.heard_at = own.keep_alive == 0 ? 0 : now_;
  own.receive_maximum = static_cast<std::uint8_t>(std::min(receive_maximum, 0xFFU));
  const auto maximum_size = properties.maximum_packet_size.value_or(0);
  own.maximum_packet_size = static_cast<std::uint8_t>(std::min(maximum_size, 0xFFU));
  own.alias_maximum = static_cast<std::uint8_t>(properties.topic_alias_maximum.value_or(0));
  for (auto& alias : own.aliases) alias = no_message;
}

/// AUTH from a Client: its answer to a challenge, or the wish for another.
void Oracle::authenticates(std::size_t client, std::uint8_t connection,
                           const PacketInTransit& in_transit) {
  auto& own = owed_to(client);
  answer_ = PacketType::auth;
  answer_property_ = Guarantee::auth_discipline;
  const bool is_right = in_transit.subject == own.challenge;
  if (in_transit.code == static_cast<std::uint8_t>(ReasonCode::re_authenticate)) {
    own.authenticates_anew = true;
    auth_code_ = ReasonCode::continue_authentication;
  } else if (!is_right) {
    must_close(connection, Guarantee::auth_discipline);
    may_refuse_ = own.authenticating == connection;
  } else if (own.authenticating == connection) {
    own.authenticating = 0;
    const auto& ways_to_connect = scenario_.clients[client].connects[own.connect / ways];
    connects(client, connection, std::get<Connect>(ways_to_connect[own.connect % ways]));
  } else {
    own.authenticates_anew = false;
    auth_code_ = ReasonCode::success;
  }
}

void Oracle::sends_connack(ClientObligations& own, const Sent& sent) {
  if (must_close_ || may_refuse_) {
    judge_.require(answer_property_, may_refuse_ && !sent.accepts && !sent.session_present);
    return;
  }
  judge_.require(Guarantee::connack_first_once, !own.connack_seen);
  const auto method =
      expects_method_ ? scenario_.profile->authentication_method : std::string_view();
  judge_.require(Guarantee::auth_discipline,
                 answer_ == PacketType::connack && sent.method == method);
  own.connack_seen = true;
  if (!sent.accepts) return;
  judge_.require(Guarantee::session_present_truth, sent.session_present == present_);
  judge_.require(Guarantee::negotiated_limits, sent.limits == limits_);
}

void Oracle::sends_auth(ClientObligations& own, const Sent& sent) {
  judge_.require(Guarantee::auth_discipline,
                 answer_ == PacketType::auth && sent.code == auth_code_ &&
                     sent.method == scenario_.profile->authentication_method);
  if (sent.code == ReasonCode::continue_authentication) own.challenge = sent.challenge;
}

void Oracle::restarts() {
  const bool keeps = scenario_.restarts_keep_state;
  std::array<bool, most_clients> were{};
  for (std::size_t i = 0; i < obligations_->clients.size(); ++i) {
    auto& own = owed_to(i);
    own.authenticating = 0;
    own.openings.clear();
    were[i] = std::exchange(own.connected, false);
    if (!keeps) own.delayed_will = no_message;
    if (!keeps) session_ends(i);
  }
  if (!keeps) obligations_->retained.clear();
  for (std::size_t i = 0; i < obligations_->clients.size(); ++i)
    if (keeps && were[i]) connection_ends(i);
}

}  // namespace mqttspec::model::explore
