// See server_side.hpp.
#include "model/explore/server_side.hpp"

namespace mqttspec::model::explore {

std::uint32_t ServerSide::beginning() {
  ServerState server;
  server.obligations.clients.resize(scenario_.clients.size());
  return servers_.number_of(server);
}

std::vector<ServerStep> ServerSide::steps(std::uint32_t number, std::uint32_t what) {
  const auto server = servers_.value(number);
  const auto happening = happenings_.value(what);
  EffectsOnAll effects;
  std::vector<ServerStep> all;
  do {
    chooser_.rewind();
    auto next = server;
    play_.perform(next, happening, chooser_, effects);
    all.push_back(outcome(next, effects));
    all.back().is_last = !chooser_.next();
  } while (!all.back().is_last);
  return all;
}

ServerStep ServerSide::outcome(const ServerState& next, const EffectsOnAll& effects) {
  ServerStep step;
  for (std::size_t i = 0; i < scenario_.clients.size(); ++i)
    step.effects[i] = all_effects_.number_of(effects[i]);
  if (const auto broken = judge_.broken()) {
    step.outcome = StepEnd::broken;
    step.broken = *broken;
    judge_.forget_breach();
  } else {
    step.next = servers_.number_of(next);
  }
  return step;
}

void ServerSide::judge_rest(std::uint32_t number, std::span<const WorldClient> clients) {
  const auto server = servers_.value(number);
  play_.judge_rest(server.obligations, clients);
  for (const auto& session : server.broker.sessions)
    if (session.connection)
      judge_.require(Guarantee::drain,
                     session.sent.empty() && session.waiting.empty() && session.received.empty());
}

}  // namespace mqttspec::model::explore
