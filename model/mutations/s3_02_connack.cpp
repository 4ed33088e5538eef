// The faults of section 3.2 and its like that only change what goes out: CONNACK, and what goes
// out before it.
#include <algorithm>
#include <string>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

using namespace literals;

bool accepts_client(const owned::Connack& connack) {
  return connack.reason_code == ReasonCode::success;
}
bool refuses_client(const owned::Connack& connack) { return !accepts_client(connack); }

template <Version version>
bool refuses_client_in(const owned::Connack& connack, const Pending& pending) {
  return refuses_client(connack) && pending.because.version() == version;
}

/// Changes each CONNACK that accepts.
template <auto change>
void in_acceptance(Outgoing& outgoing) {
  outgoing.change<owned::Connack>([](owned::Connack& connack) {
    if (accepts_client(connack)) change(connack);
  });
}

/// The same in 5.0, where it has properties.
template <auto change>
void in_acceptance_properties(Outgoing& outgoing) {
  outgoing.change<owned::Connack>([](owned::Connack& connack, const Pending& pending) {
    if (accepts_client(connack) && pending.because.version() == Version::v5_0)
      change(connack.properties);
  });
}

/// Refuses with another Reason Code.
template <Version version, ReasonCode code>
void refuse_with(Outgoing& outgoing) {
  outgoing.change<owned::Connack>([](owned::Connack& connack, const Pending& pending) {
    if (refuses_client_in<version>(connack, pending)) connack.reason_code = code;
  });
}

void inform_unasked(Outgoing& outgoing) {
  outgoing.change<owned::Connack>([&](owned::Connack& connack, const Pending& pending) {
    const auto* connection = outgoing.connection(pending);
    if (accepts_client(connack) && connection != nullptr && connection->version == Version::v5_0 &&
        !connection->wants_response_information)
      connack.properties.response_information = "response";
  });
}

void name_method_unasked(owned::ConnackProperties& properties) {
  if (!properties.authentication_method) properties.authentication_method = "mqttspec-echo";
}

void misname_assigned_client(owned::ConnackProperties& properties) {
  if (auto& id = properties.assigned_client_identifier) id->insert(0, 1, 'x');
}

void begin_authentication_unasked(Outgoing& outgoing) {
  owned::Auth auth{ReasonCode::continue_authentication, {}};
  auth.properties.authentication_method = "mqttspec-echo";
  outgoing.follow<owned::Connack>(auth, [](const owned::Connack& connack, const Pending& pending) {
    return accepts_client(connack) && pending.because.version() == Version::v5_0;
  });
}

void find_session_when_clean(Outgoing& outgoing) {
  outgoing.change<owned::Connack>([&](owned::Connack& connack, const Pending& pending) {
    const auto* connection = outgoing.connection(pending);
    if (accepts_client(connack) && connection != nullptr && connection->clean_start)
      connack.session_present = true;
  });
}

void find_session_when_refusing(Outgoing& outgoing) {
  outgoing.change<owned::Connack>(
      [](owned::Connack& connack) { connack.session_present |= refuses_client(connack); });
}

/// Calls `change` for a refusal and the most bytes that its Client takes.
template <auto change>
void in_refusal_of_limited_client(Outgoing& outgoing) {
  outgoing.change<owned::Connack>([&](owned::Connack& connack, const Pending& pending) {
    const auto size = outgoing.maximum_packet_size(pending);
    if (size && refuses_client_in<Version::v5_0>(connack, pending)) change(connack, *size);
  });
}

/// As long as the Client's packets may be, but not of megabytes.
void refuse_with_long_reason(owned::Connack& connack, std::uint32_t size) {
  connack.properties.reason_string = std::string(size % 1'000, 'x');
}

void refuse_with_user_property(owned::Connack& connack, std::uint32_t) {
  connack.properties.user_properties.push_back({"reporter", "mqttspec"});
}

void refuse_by_disconnect(Outgoing& outgoing) {
  outgoing.change<owned::Packet>([](owned::Packet& packet, const Pending& pending) {
    const auto* connack = std::get_if<owned::Connack>(&packet);
    if (connack != nullptr && refuses_client_in<Version::v5_0>(*connack, pending))
      packet = owned::Disconnect{ReasonCode::protocol_error, {}};
  });
}

/// Lets the first packet that follows on the connection go out before CONNACK.
void deliver_before_connack(Outgoing& outgoing) {
  auto& outputs = outgoing.all();
  for (auto i = outgoing.first(); i < outputs.size(); ++i) {
    const auto* connack = std::get_if<Pending>(&outputs[i]);
    if (connack == nullptr || !std::holds_alternative<owned::Connack>(connack->packet)) continue;
    for (auto next = i + 1; next < outputs.size(); ++next)
      if (const auto* pending = std::get_if<Pending>(&outputs[next]);
          pending != nullptr && pending->connection == connack->connection)
        return std::swap(outputs[i], outputs[next]);
  }
}

void answer_subscribe_before_connect(Outgoing& outgoing) {
  const auto* subscribe = outgoing.answered<Subscribe>();
  const auto* connection = outgoing.before();
  if (subscribe == nullptr || connection == nullptr || connection->connected) return;
  owned::Suback suback{subscribe->packet_id, {}, {}};
  suback.reason_codes.assign(subscribe->subscriptions.size(), ReasonCode::granted_qos_0);
  outgoing.add_first({connection->id, suback, outgoing.after().now, "MQTT-3.8.4-1"_v5});
}

}  // namespace

std::span<const OutputMutation> outputs_of_s3_02_connack() {
  using Properties = owned::ConnackProperties;
  static constexpr OutputMutation outputs[] = {
      {FaultId::connack_omitted_on_resume,
       [](Outgoing& outgoing) {
         outgoing.omit<owned::Connack>(
             [](const owned::Connack& connack) { return connack.session_present; });
       }},
      {FaultId::connack_twice,
       [](Outgoing& outgoing) { outgoing.repeat<owned::Connack>(accepts_client); }},
      {FaultId::delivery_before_connack, deliver_before_connack},
      {FaultId::suback_before_connect, answer_subscribe_before_connect},
      {FaultId::authentication_begun_unasked, begin_authentication_unasked},

      {FaultId::session_present_always_0,
       in_acceptance<[](owned::Connack& connack) { connack.session_present = false; }>},
      {FaultId::session_present_always_1,
       in_acceptance<[](owned::Connack& connack) { connack.session_present = true; }>},
      {FaultId::session_present_1_when_clean, find_session_when_clean},
      {FaultId::session_present_1_on_refusal, find_session_when_refusing},
      {FaultId::maximum_qos_not_announced,
       in_acceptance_properties<[](Properties& of) { of.maximum_qos.reset(); }>},
      {FaultId::assigned_client_identifier_omitted,
       in_acceptance_properties<[](Properties& of) { of.assigned_client_identifier.reset(); }>},
      {FaultId::assigned_client_identifier_wrong,
       in_acceptance_properties<misname_assigned_client>},
      {FaultId::assigned_client_identifier_with_control_character,
       in_acceptance_properties<[](Properties& of) {
         if (auto& id = of.assigned_client_identifier) id->push_back('\x01');
       }>},
      {FaultId::response_information_unasked, inform_unasked},
      {FaultId::authentication_method_unasked, in_acceptance_properties<name_method_unasked>},

      {FaultId::refused_connection_left_open,
       [](Outgoing& outgoing) { outgoing.keep_open<owned::Connack>(refuses_client); }},
      {FaultId::refusal_connack_omitted,
       [](Outgoing& outgoing) {
         outgoing.omit<owned::Connack>(refuses_client_in<Version::v3_1_1>);
       }},
      {FaultId::unknown_protocol_level_not_answered,
       [](Outgoing& outgoing) {
         outgoing.omit<owned::Connack>([](const owned::Connack& connack) {
           return connack.reason_code == return_code::unacceptable_protocol_version;
         });
       }},
      {FaultId::return_code_of_5_0, refuse_with<Version::v3_1_1, ReasonCode::not_authorized>},
      {FaultId::connack_with_code_of_disconnect,
       refuse_with<Version::v5_0, ReasonCode::session_taken_over>},
      {FaultId::disconnect_before_connack, refuse_by_disconnect},
      {FaultId::reason_string_of_connack_too_long,
       in_refusal_of_limited_client<refuse_with_long_reason>},
      {FaultId::user_property_of_connack_too_long,
       in_refusal_of_limited_client<refuse_with_user_property>},
  };
  return outputs;
}

}  // namespace mqttspec::model::mutations
