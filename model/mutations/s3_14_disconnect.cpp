// The faults of sections 3.14 and 3.15 that only change what comes in or goes out: DISCONNECT, and
// AUTH.
#include <algorithm>
#include <string>

#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

/// True if a DISCONNECT asks for a Session Expiry Interval although the CONNECT asked for 0 (5.0
/// section 3.14.2.2.2).
bool is_barred(const Incoming& incoming) {
  const auto* disconnect = incoming.packet<Disconnect>();
  return disconnect != nullptr && incoming.is_connected() &&
         incoming.connection()->asked_expiry_interval == 0 &&
         disconnect->properties.session_expiry_interval.value_or(0) != 0;
}

void raise_expiry_interval_from_0(Incoming& incoming) {
  if (is_barred(incoming)) incoming.connection()->asked_expiry_interval = never_expires;
}

void lose_will_if_barred(Incoming& incoming) {
  if (is_barred(incoming)) incoming.connection()->will.reset();
}

void ignore_expiry_interval(Incoming& incoming) {
  if (is_barred(incoming)) return;
  incoming.change<owned::Disconnect>(
      [](owned::Disconnect& disconnect) { disconnect.properties.session_expiry_interval.reset(); });
}

void ignore_expiry_interval_0(Incoming& incoming) {
  incoming.change<owned::Disconnect>([](owned::Disconnect& disconnect) {
    auto& interval = disconnect.properties.session_expiry_interval;
    if (interval == 0U) interval.reset();
  });
}

void reset_expiry_interval(Incoming& incoming) {
  if (!incoming.is_connected() || incoming.connection()->version == Version::v3_1_1) return;
  incoming.change<owned::Disconnect>([](owned::Disconnect& disconnect) {
    auto& interval = disconnect.properties.session_expiry_interval;
    if (!interval) interval = 0;
  });
}

void take_for_normal(Incoming& incoming) {
  incoming.change<owned::Disconnect>([](owned::Disconnect& disconnect) {
    disconnect.reason_code = ReasonCode::normal_disconnection;
  });
}

void ignore_auth_without_method(Incoming& incoming) {
  if (incoming.packet<Auth>() != nullptr && incoming.is_connected() &&
      incoming.connection()->authentication == Authentication::none)
    incoming.drop();
}

/// Calls `change` for each DISCONNECT and the most bytes that its Client takes, of which it makes
/// too many; but not of megabytes.
template <auto change>
void to_limited_client(Outgoing& outgoing) {
  outgoing.change<owned::Disconnect>([&](owned::Disconnect& disconnect, const Pending& pending) {
    if (const auto size = outgoing.maximum_packet_size(pending)) change(disconnect, *size % 1'000);
  });
}

void give_long_reason(owned::Disconnect& disconnect, std::uint32_t size) {
  disconnect.properties.reason_string = std::string(size, 'x');
}

/// The Reason String alone would fit.
void add_user_property(owned::Disconnect& disconnect, std::uint32_t size) {
  disconnect.properties.reason_string = std::string(std::max(size, 10U) - 10, 'x');
  disconnect.properties.user_properties.push_back({"reporter", "mqttspec"});
}

void close_barred_in_silence(Outgoing& outgoing) {
  if (outgoing.answered<Disconnect>() != nullptr) outgoing.omit<owned::Disconnect>();
}

void stay_open_after_disconnect(Outgoing& outgoing) {
  if (outgoing.answered<Disconnect>() != nullptr && outgoing.before() != nullptr)
    outgoing.keep_open(outgoing.before()->id);
}

}  // namespace

std::span<const InputMutation> inputs_of_s3_14_disconnect() {
  static constexpr InputMutation inputs[] = {
      {FaultId::expiry_interval_of_disconnect_ignored, ignore_expiry_interval},
      {FaultId::expiry_interval_0_of_disconnect_ignored, ignore_expiry_interval_0},
      {FaultId::expiry_interval_reset_by_disconnect, reset_expiry_interval},
      {FaultId::expiry_interval_raised_from_0, raise_expiry_interval_from_0},
      {FaultId::will_dropped_by_barred_disconnect, lose_will_if_barred},
      {FaultId::will_not_published_after_0x04, take_for_normal},
      {FaultId::auth_without_method_tolerated, ignore_auth_without_method},
  };
  return inputs;
}

std::span<const OutputMutation> outputs_of_s3_14_disconnect() {
  static constexpr OutputMutation outputs[] = {
      {FaultId::errors_not_named,
       [](Outgoing& outgoing) {
         outgoing.change<owned::Disconnect>([](owned::Disconnect& disconnect) {
           disconnect.reason_code = ReasonCode::unspecified_error;
         });
       }},
      {FaultId::disconnect_with_expiry_interval,
       [](Outgoing& outgoing) {
         outgoing.change<owned::Disconnect>([](owned::Disconnect& disconnect) {
           disconnect.properties.session_expiry_interval = 60;
         });
       }},
      {FaultId::reason_string_of_disconnect_too_long, to_limited_client<give_long_reason>},
      {FaultId::user_property_of_disconnect_too_long, to_limited_client<add_user_property>},
      {FaultId::packet_after_disconnect,
       [](Outgoing& outgoing) { outgoing.follow<owned::Disconnect>(owned::Pingresp{}); }},
      {FaultId::barred_disconnect_not_answered, close_barred_in_silence},
      {FaultId::connection_left_open_after_disconnect, stay_open_after_disconnect},
      {FaultId::connection_left_open_after_own_disconnect,
       [](Outgoing& outgoing) { outgoing.keep_open<owned::Disconnect>(); }},
  };
  return outputs;
}

}  // namespace mqttspec::model::mutations
