// See steps.hpp.
#include "model/explore/steps.hpp"

namespace mqttspec::model::explore {

Steps::Steps(const Scenario& scenario, const FaultSet& faults, Judge& judge)
    : judge_(judge), server_(scenario, faults, judge, happenings_, effects_) {
  effects_.number_of({});  // gets 0
  clients_.reserve(scenario.clients.size());
  for (std::size_t i = 0; i < scenario.clients.size(); ++i)
    clients_.emplace_back(scenario, i, judge, happenings_, effects_);
  const auto number_of = [&](Happening::Kind kind) {
    Happening happening;
    happening.kind = kind;
    return static_cast<std::uint16_t>(happenings_.number_of(happening));
  };
  time_.happening = number_of(Happening::Kind::time);
  restart_.happening = number_of(Happening::Kind::restart);
}

WorldNumbers Steps::beginning() {
  WorldNumbers world;
  for (std::size_t i = 0; i < clients_.size(); ++i) world.clients[i] = clients_[i].number_of({});
  world.server = server_.beginning();
  return world;
}

void Steps::judge_rest(const WorldNumbers& world) {
  std::vector<WorldClient> clients;
  bool idle = true;
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    clients.push_back(client(world, i));
    idle = idle && clients_[i].moves(world.clients[i]).is_done;
  }
  server_.judge_rest(world.server, clients);
  judge_.require(Guarantee::drain, idle);
}

void Steps::spread(WorldStep& step) {
  for (std::size_t i = 0; i < clients_.size(); ++i) {
    if (step.server.effects[i] == 0) continue;
    auto& client = step.next.clients[i];
    client = clients_[i].after(client, step.server.effects[i]);
    if (client != no_number) continue;
    step.outcome = StepEnd::full;
    return;
  }
}

void Steps::play(std::uint32_t server, std::uint32_t happening) {
  std::uint32_t way = 0;
  for (auto step : server_.steps(server, happening)) {
    if (way == most_ways) {
      step.outcome = StepEnd::full;
      step.is_last = true;
    }
    server_steps_.add(key_of(server, happening, way++), step);
    if (step.is_last) return;
  }
}

}  // namespace mqttspec::model::explore
