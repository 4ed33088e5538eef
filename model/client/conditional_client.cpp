// See conditional_client.hpp.
#include "model/client/conditional_client.hpp"

#include "codec/decode.hpp"

namespace mqttspec::model::client {

namespace {

bool counts_how_often(const FaultSet& faults) {
  const auto condition = faults.condition();
  return condition && *condition >= ConditionId::first_time_only;
}

bool is_connected(const State& state) {
  return state.link == Link::connected || state.link == Link::awaiting_connack;
}

}  // namespace

ConditionalClient::ConditionalClient(const Profile& profile, const FaultSet& faults,
                                     Chooser& chooser, Showing* showing)
    : faults_(faults), client_(profile, faults, chooser), showing_(showing) {}

template <class Act>
std::vector<ClientAction> ConditionalClient::take(const Step& step, Act act) {
  if (!is_needed()) return act(client_);
  const Moment moment{client_.state(), history_, step.packet, step.arrives, step.arrival, shown_};
  const auto condition = faults_.condition();
  const bool on = faults_.any() && (!condition || holds(*condition, moment));
  // What the state before tells, as the step changes it.
  const auto held = showing_ == nullptr ? ConditionSet() : holding(moment);
  std::optional<ReferenceClient> other;
  if (showing_ != nullptr || counts_how_often(faults_)) other.emplace(client_);

  ++history_.inputs;
  client_.use(on ? faults_ : FaultSet());
  auto actions = act(client_);

  if (!other) return actions;
  other->use(on ? FaultSet() : faults_);
  if (act(*other) == actions && other->is_as(client_)) return actions;
  if (showing_ != nullptr) showing_->note(held, on);
  ++shown_;
  return actions;
}

std::vector<ClientAction> ConditionalClient::ask(const Packet& packet) {
  return take({&packet}, [&](ReferenceClient& client) { return client.ask(packet); });
}

std::vector<ClientAction> ConditionalClient::established() {
  ++history_.connections;
  history_.inputs = 0;
  unfinished_.clear();
  return take({}, [](ReferenceClient& client) { return client.established(); });
}

std::vector<ClientAction> ConditionalClient::receive(Bytes bytes) {
  const auto act = [&](ReferenceClient& client) { return client.receive(bytes); };
  if (!is_needed()) return act(client_);
  const bool is_rest = !unfinished_.empty();
  unfinished_.insert(unfinished_.end(), bytes.begin(), bytes.end());
  const DecodeContext context{.version = client_.state().settings.version,
                              .sender = Sender::server};
  const auto decoded = decode_packet(Bytes(unfinished_), context);
  // Of several packets that come together, none is the one.
  const bool is_alone = decoded && decoded->size == unfinished_.size();
  Step step{is_alone ? &decoded->packet : nullptr, true};
  if (is_rest) step.arrival = Arrival::in_pieces;
  if (decoded && !is_alone) step.arrival = Arrival::with_others;
  if (const auto* connack = decoded ? std::get_if<Connack>(&decoded->packet) : nullptr)
    history_.resumed = history_.resumed || connack->session_present;
  auto actions = take(step, act);
  // What several pieces have brought is not told apart any further.
  auto rest = Bytes(unfinished_);
  for (auto next = decode_packet(rest, context); next; next = decode_packet(rest, context))
    rest = rest.subspan(next->size);
  unfinished_.assign(rest.begin(), rest.end());
  return actions;
}

std::vector<ClientAction> ConditionalClient::lost() {
  const bool lost_one = is_connected(client_.state());
  auto actions = take({}, [](ReferenceClient& client) { return client.lost(); });
  history_.lost_one = history_.lost_one || lost_one;
  return actions;
}

std::vector<ClientAction> ConditionalClient::advance(Time now) {
  return take({}, [&](ReferenceClient& client) { return client.advance(now); });
}

}  // namespace mqttspec::model::client
