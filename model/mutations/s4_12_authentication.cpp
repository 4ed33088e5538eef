// The faults of section 4.12 of 5.0: what a Client sends while it authenticates, and how it is
// answered.
#include "model/mutations/mutations.hpp"

namespace mqttspec::model::mutations {

namespace {

bool is_at(const Incoming& incoming, Authentication stage) {
  const auto* connection = incoming.connection();
  return connection != nullptr && connection->authentication == stage;
}

/// Does not see packets of that type until CONNACK.
template <class Typed>
void pass_over_in_exchange(Incoming& incoming) {
  if (is_at(incoming, Authentication::before_connack) && incoming.packet<Typed>() != nullptr)
    incoming.drop();
}

/// Does not see a wrong answer at that stage.
template <Authentication stage>
void pass_over_failure(Incoming& incoming) {
  const auto* auth = incoming.packet<Auth>();
  if (auth == nullptr || !is_at(incoming, stage)) return;
  const auto& data = auth->properties.authentication_data;
  if (data && as_text(*data) != std::string_view(incoming.connection()->challenge)) incoming.drop();
}

void pass_over_beginning_in_exchange(Incoming& incoming) {
  const auto* auth = incoming.packet<Auth>();
  if (auth != nullptr && auth->reason_code == ReasonCode::re_authenticate &&
      is_at(incoming, Authentication::before_connack))
    incoming.drop();
}

void ignore_method(Incoming& incoming) {
  const auto* connection = incoming.connection();
  if (connection == nullptr || connection->authentication == Authentication::none) return;
  incoming.change<owned::Auth>([&](owned::Auth& auth) {
    auth.properties.authentication_method = connection->authentication_method;
  });
}

void drop_others_in_re_authentication(Incoming& incoming) {
  const bool is_other = std::holds_alternative<Received>(incoming.input()) &&
                        incoming.packet<Auth>() == nullptr &&
                        incoming.packet<Disconnect>() == nullptr;
  if (is_other && is_at(incoming, Authentication::again)) incoming.drop();
}

bool asks(const owned::Auth& auth) {
  return auth.reason_code == ReasonCode::continue_authentication;
}
bool succeeds(const owned::Auth& auth) { return auth.reason_code == ReasonCode::success; }

/// Changes each AUTH that asks for something.
template <auto change>
void in_challenge(Outgoing& outgoing) {
  outgoing.change<owned::Auth>([](owned::Auth& auth) {
    if (asks(auth)) change(auth);
  });
}

void omit_method_of_connack(Outgoing& outgoing) {
  outgoing.change<owned::Connack>(
      [](owned::Connack& connack) { connack.properties.authentication_method.reset(); });
}

void omit_connack_after_exchange(Outgoing& outgoing) {
  if (outgoing.answered<Auth>() != nullptr)
    outgoing.omit<owned::Connack>(
        [](const owned::Connack& connack) { return connack.reason_code == ReasonCode::success; });
}

void leave_beginning_unanswered(Outgoing& outgoing) {
  const auto* auth = outgoing.answered<Auth>();
  if (auth != nullptr && auth->reason_code == ReasonCode::re_authenticate)
    outgoing.omit<owned::Auth>();
}

}  // namespace

std::span<const InputMutation> inputs_of_s4_12_authentication() {
  static constexpr InputMutation inputs[] = {
      {FaultId::failed_authentication_left_open, pass_over_failure<Authentication::before_connack>},
      {FaultId::failed_re_authentication_left_open, pass_over_failure<Authentication::again>},
      {FaultId::connect_passed_over_in_exchange, pass_over_in_exchange<Connect>},
      {FaultId::packets_passed_over_in_exchange, pass_over_in_exchange<Pingreq>},
      {FaultId::re_authentication_passed_over_in_exchange, pass_over_beginning_in_exchange},
      {FaultId::authentication_method_of_auth_ignored, ignore_method},
      {FaultId::packets_dropped_in_re_authentication, drop_others_in_re_authentication},
  };
  return inputs;
}

std::span<const OutputMutation> outputs_of_s4_12_authentication() {
  static constexpr OutputMutation outputs[] = {
      {FaultId::challenge_with_code_success,
       in_challenge<[](owned::Auth& auth) { auth.reason_code = ReasonCode::success; }>},
      {FaultId::challenge_by_other_method,
       in_challenge<[](owned::Auth& auth) { auth.properties.authentication_method = "other"; }>},
      {FaultId::authentication_data_omitted,
       in_challenge<[](owned::Auth& auth) { auth.properties.authentication_data.reset(); }>},
      {FaultId::connack_without_authentication_method, omit_method_of_connack},
      {FaultId::connack_omitted_after_exchange, omit_connack_after_exchange},
      {FaultId::re_authentication_not_answered, leave_beginning_unanswered},
      {FaultId::re_authentication_never_over,
       [](Outgoing& outgoing) { outgoing.omit<owned::Auth>(succeeds); }},
      {FaultId::re_authentication_answered_by_connack,
       [](Outgoing& outgoing) { outgoing.follow<owned::Auth>(owned::Connack{}, succeeds); }},
  };
  return outputs;
}

}  // namespace mqttspec::model::mutations
