// ServerSide on bounded storage: each step unpacks a state, plays the rules on it, and packs what
// came of it.
#pragma once

#include "model/explore/freedom_odometer.hpp"
#include "model/explore/parts.hpp"
#include "model/explore/server_play.hpp"
#include "model/explore/server_side.hpp"

namespace mqttspec::model {

template <class Storage>
class BoundedServer final : public ServerSide {
 public:
  /// All but the faults have to outlive it.
  BoundedServer(const Scenario& scenario, const FaultSet& faults, Judge& judge,
                const Parts<Happening>& happenings, Parts<Effects>& effects)
      : scenario_(scenario),
        judge_(judge),
        play_(scenario, faults, judge),
        odometer_(scenario.freedoms),
        happenings_(happenings),
        effects_(effects) {}

  std::uint32_t beginning() override {
    ServerState<Storage> server;
    for (std::size_t i = 0; i < scenario_.clients.size(); ++i) server.books.accounts.push_back({});
    return servers_.number_of(server);
  }

  std::vector<ServerStep> steps(std::uint32_t number, std::uint32_t what) override {
    const auto server = servers_.value(number);
    const auto happening = happenings_.value(what);
    EffectsOnAll effects;
    std::vector<ServerStep> all;
    do {
      odometer_.rewind();
      auto next = server;
      forget_capacity_reached();
      play_.perform(next, happening, odometer_, effects);
      ServerStep step;
      if (capacity_reached()) {
        step.outcome = StepEnd::full;
      } else {
        for (std::size_t i = 0; i < scenario_.clients.size(); ++i)
          step.effects[i] = effects_.number_of(effects[i]);
        if (const auto broken = judge_.broken()) {
          step.outcome = StepEnd::broken;
          step.broken = *broken;
        } else {
          step.next = servers_.number_of(next);
        }
      }
      judge_.forget_breach();
      step.is_last = !odometer_.next();
      all.push_back(step);
    } while (!all.back().is_last);
    return all;
  }

  void judge_rest(std::uint32_t number, std::span<const WorldClient> clients) override {
    const auto server = servers_.value(number);
    play_.judge_rest(server.books, clients);
    for (const auto& session : server.broker.sessions)
      if (session.connection)
        judge_.require(Property::drain,
                       session.sent.empty() && session.waiting.empty() && session.received.empty());
  }

  std::size_t size() const override { return servers_.size(); }
  std::size_t bytes() const override { return servers_.bytes(); }
  const RuleSet& fired() const override { return play_.fired(); }

 private:
  const Scenario& scenario_;
  Judge& judge_;
  ServerPlay<Storage> play_;
  FreedomOdometer odometer_;
  const Parts<Happening>& happenings_;
  Parts<Effects>& effects_;
  Parts<ServerState<Storage>> servers_;
};

}  // namespace mqttspec::model
