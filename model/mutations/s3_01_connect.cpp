// The faults of section 3.1 and its like that only change what comes in: CONNECT, and what comes
// before it.
#include <algorithm>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

/// Nothing but CONNECT is looked at before there was one, and nothing is closed for it.
void ignore_before_connect(Incoming& incoming) {
  const auto* connection = incoming.connection();
  if (connection == nullptr || connection->connected || incoming.packet<Connect>() != nullptr)
    return;
  if (connection->authentication == Authentication::none) incoming.drop();
}

void ignore_second_connect(Incoming& incoming) {
  if (incoming.packet<Connect>() != nullptr && incoming.is_connected()) incoming.drop();
}

template <auto change>
void in_connect(Incoming& incoming) {
  incoming.change<owned::Connect>(change);
}

/// In a CONNECT of 5.0, which alone has properties.
template <auto change>
void in_connect_properties(Incoming& incoming) {
  incoming.change<owned::Connect>([](owned::Connect& connect) {
    if (connect.version == Version::v5_0) change(connect.properties);
  });
}

/// The session that the Client of a CONNECT has already, or nullptr.
Session* session_before(const Incoming& incoming) {
  const auto* connect = incoming.packet<Connect>();
  if (connect == nullptr || incoming.is_connected()) return nullptr;
  return find_session(incoming.state(), connect->client_id);
}

/// The same if another connection has it, which will be taken over.
Session* session_taken_over(const Incoming& incoming) {
  auto* session = session_before(incoming);
  return session != nullptr && session->connection ? session : nullptr;
}

/// The Client Identifier is taken for one that the broker does not accept.
void refuse_client_id(Incoming& incoming) {
  incoming.changed_profile().permits_empty_client_id = false;
  incoming.change<owned::Connect>([](owned::Connect& connect) { connect.client_id.clear(); });
}

template <auto is_refused>
void refuse_client_ids(Incoming& incoming) {
  const auto* connect = incoming.packet<Connect>();
  if (connect != nullptr && is_refused(connect->client_id)) refuse_client_id(incoming);
}

void refuse_newcomer(Incoming& incoming) {
  if (session_taken_over(incoming) != nullptr) refuse_client_id(incoming);
}

void refuse_resumption_without_session(Incoming& incoming) {
  const auto* connect = incoming.packet<Connect>();
  if (connect == nullptr || connect->clean_start) return;
  if (session_before(incoming) == nullptr) refuse_client_id(incoming);
}

void fold_case(owned::Connect& connect) {
  for (char& character : connect.client_id)
    if (character >= 'A' && character <= 'Z') character = static_cast<char>(character + 32);
}

void keep_alive_of_its_own(Incoming& incoming) {
  if (incoming.profile().server_keep_alive) return;
  incoming.change<owned::Connect>([](owned::Connect& connect) {
    if (connect.version == Version::v5_0) connect.keep_alive = 60;
  });
}

/// The Fixed Header of a packet that is short of 128 bytes has two.
void leave_out_fixed_header(owned::ConnectProperties& properties) {
  auto& size = properties.maximum_packet_size;
  if (size) *size = std::min(*size, 0xFFFF'FFFD) + 2;
}

void overlook_unknown_method(Incoming& incoming) {
  const auto* connect = incoming.packet<Connect>();
  if (connect == nullptr || !connect->properties.authentication_method) return;
  const auto known = incoming.profile().authentication_method;
  if (!known.empty() && *connect->properties.authentication_method == known) return;
  incoming.change<owned::Connect>([](owned::Connect& changed) {
    changed.properties.authentication_method.reset();
    changed.properties.authentication_data.reset();
  });
}

void lose_will_taken_over(Incoming& incoming) {
  if (const auto* session = session_taken_over(incoming))
    find_connection(incoming.state(), *session->connection)->will.reset();
}

void lose_session_taken_over(Incoming& incoming) {
  if (auto* session = session_taken_over(incoming)) session->expiry_interval = 0;
}

}  // namespace

std::span<const InputMutation> inputs_of_s3_01_connect() {
  using owned::Connect;
  using owned::ConnectProperties;
  static constexpr InputMutation inputs[] = {
      {FaultId::packet_before_connect_tolerated, ignore_before_connect},
      {FaultId::second_connect_tolerated, ignore_second_connect},
      {FaultId::newcomer_refused, refuse_newcomer},
      {FaultId::resumption_without_session_refused, refuse_resumption_without_session},
      {FaultId::client_id_of_23_bytes_refused,
       refuse_client_ids<[](std::string_view id) { return id.size() == 23; }>},
      {FaultId::client_id_with_capitals_refused, refuse_client_ids<[](std::string_view id) {
         return id.find_first_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ") != id.npos;
       }>},
      {FaultId::client_identifier_case_folded, in_connect<fold_case>},
      {FaultId::empty_client_id_with_clean_session_0_accepted, in_connect<[](Connect& connect) {
         if (connect.client_id.empty()) connect.clean_start = true;
       }>},
      {FaultId::keep_alive_ignored, in_connect<[](Connect& connect) { connect.keep_alive = 0; }>},
      {FaultId::keep_alive_0_taken_as_1, in_connect<[](Connect& connect) {
         if (connect.keep_alive == 0) connect.keep_alive = 1;
       }>},
      {FaultId::keep_alive_changed_tacitly, keep_alive_of_its_own},
      {FaultId::packet_size_without_fixed_header, in_connect_properties<leave_out_fixed_header>},
      {FaultId::maximum_packet_size_ignored,
       in_connect_properties<[](ConnectProperties& of) { of.maximum_packet_size.reset(); }>},
      {FaultId::maximum_packet_size_assumed, in_connect_properties<[](ConnectProperties& of) {
         if (!of.maximum_packet_size) of.maximum_packet_size = 128;
       }>},
      {FaultId::topic_alias_assumed, in_connect_properties<[](ConnectProperties& of) {
         if (!of.topic_alias_maximum) of.topic_alias_maximum = std::uint16_t{9};
       }>},
      {FaultId::response_information_assumed, in_connect_properties<[](ConnectProperties& of) {
         if (!of.request_response_information) of.request_response_information = std::uint8_t{1};
       }>},
      {FaultId::unknown_authentication_method_accepted, overlook_unknown_method},
      {FaultId::will_not_published_on_takeover, lose_will_taken_over},
      {FaultId::session_lost_on_takeover, lose_session_taken_over},
  };
  return inputs;
}

}  // namespace mqttspec::model::mutations
