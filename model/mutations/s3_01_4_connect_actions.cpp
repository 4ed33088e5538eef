// The faults of what a Server checks of its own accord: users, Client Identifiers, topics
// (sections 3.1.4, 3.1.3.1 and 4.7.3); and of sending Clients elsewhere (4.11 of 5.0).
#include "model/broker/turn.hpp"
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

using broker::has_beginning;

/// The CONNECT of a known user without its password, or nullptr.
const Connect* wrong_login(const Incoming& incoming) {
  const auto* connect = incoming.packet<Connect>();
  const auto& profile = incoming.profile();
  if (connect == nullptr || profile.user_name.empty() || connect->user_name != profile.user_name)
    return nullptr;
  const bool right = connect->password && as_text(*connect->password) == profile.password;
  return right ? nullptr : connect;
}

void pass_over_wrong_login(Incoming& incoming) {
  if (wrong_login(incoming) != nullptr) incoming.drop();
}

void pass_over_empty_client_id(Incoming& incoming) {
  const auto* connect = incoming.packet<Connect>();
  if (connect != nullptr && connect->client_id.empty() &&
      !incoming.profile().permits_empty_client_id)
    incoming.drop();
}

void pass_over_forbidden_topic(Incoming& incoming) {
  const auto* publish = incoming.packet<Publish>();
  if (publish != nullptr && has_beginning(publish->topic, incoming.profile().forbidden_topic))
    incoming.drop();
}

/// Sends Clients away with a code that does not say so.
template <class Typed>
void misname_sending_away(Outgoing& outgoing) {
  outgoing.change<Typed>([](Typed& packet) {
    if (packet.properties.server_reference) packet.reason_code = ReasonCode::server_busy;
  });
}

}  // namespace

std::span<const InputMutation> inputs_of_s3_01_4_connect_actions() {
  static constexpr InputMutation inputs[] = {
      {FaultId::wrong_login_left_open, pass_over_wrong_login},
      {FaultId::refused_client_id_left_open, pass_over_empty_client_id},
      {FaultId::unauthorized_publish_passed_over, pass_over_forbidden_topic},
  };
  return inputs;
}

std::span<const OutputMutation> outputs_of_s3_01_4_connect_actions() {
  static constexpr OutputMutation outputs[] = {
      {FaultId::server_reference_in_other_refusal, misname_sending_away<owned::Connack>},
      {FaultId::server_reference_in_other_disconnect, misname_sending_away<owned::Disconnect>},
  };
  return outputs;
}

}  // namespace mqttspec::model::mutations
