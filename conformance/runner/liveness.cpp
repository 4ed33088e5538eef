// A plain CONNECT now and then.
#include "conformance/runner/liveness.hpp"

#include <algorithm>

#include "conformance/runner/probe.hpp"
#include "conformance/wire/guard.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;

namespace {

using Clock = std::chrono::steady_clock;

constexpr Time between_attempts = 500;  // milliseconds
constexpr std::string_view several_clients[] = {"a", "b", "c", "d", "e", "f", "g", "h"};

}  // namespace

Liveness::Liveness(Target& target, std::vector<Version> versions, const Names& names,
                   const Settings& settings, Time restart_limit, std::stop_token stop,
                   std::function<void()> on_loss)
    : target_(target),
      versions_(std::move(versions)),
      names_(names),
      settings_(settings),
      restart_limit_(restart_limit),
      stop_(std::move(stop)),
      on_loss_(std::move(on_loss)) {}

void Liveness::begin(const std::string& label) {
  const std::lock_guard lock(mutex_);
  running_.insert(label);
}

void Liveness::end(const std::string& label) {
  const std::lock_guard lock(mutex_);
  running_.erase(running_.find(label));
}

std::optional<Liveness::Loss> Liveness::loss() const {
  const std::lock_guard lock(mutex_);
  return loss_;
}

bool Liveness::serves_everybody() {
  const auto network = target_.network();
  GuardedNetwork guard(*network, target_.virtual_time(), stop_, 60'000);
  const auto accepts_all = [&](Version version) {
    return std::ranges::all_of(several_clients, [&](std::string_view client) {
      return probe(guard, version, names_, settings_, client).answer == Probe::Answer::accepted;
    });
  };
  return std::ranges::all_of(versions_, accepts_all);
}

std::set<std::string> Liveness::take_suspects() {
  const std::lock_guard lock(mutex_);
  return std::exchange(suspects_, {});
}

Liveness::Answer Liveness::answer(std::string& reason) {
  const auto network = target_.network();
  GuardedNetwork guard(*network, target_.virtual_time(), stop_, 60'000 + restart_limit_);
  bool was_unreachable = false;
  for (auto version = versions_.begin(); version != versions_.end();) {
    const auto asked = guard.now();
    const auto probed = probe(guard, *version, names_, settings_, "alive");
    // Whoever answers is alive, and says with a refusal that it is busy.
    if (probed.answer == Probe::Answer::accepted || probed.answer == Probe::Answer::refused) {
      ++version;
      continue;
    }
    if (probed.answer == Probe::Answer::unreachable && !was_unreachable) {
      was_unreachable = true;
      ++outages_;
    }
    reason = probed.facts.evidence;
    if (guard.end() == GuardedNetwork::End::stopped) return Answer::prompt;
    // Whoever lets a Client wait may be busy; whoever has ended lets nobody wait.
    const bool lets_wait = guard.now() - asked >= settings_.patience;
    const auto limit = lets_wait ? std::max(restart_limit_, settings_.late_limit) : restart_limit_;
    if (guard.now() >= limit) return Answer::none;
    guard.wait(guard.now() + between_attempts);
  }
  return was_unreachable ? Answer::after_an_outage : Answer::prompt;
}

bool Liveness::ask(Clock::time_point since) {
  const std::lock_guard asking(asking_);
  if (loss()) return false;
  if (last_answer_ > since || stop_.stop_requested()) return true;
  std::string reason;
  const auto before = Clock::now();
  const auto answered = answer(reason);
  if (answered != Answer::none) {
    last_answer_ = before;
    const std::lock_guard lock(mutex_);
    if (answered == Answer::after_an_outage) suspects_.insert(running_.begin(), running_.end());
    return true;
  }
  {
    const std::lock_guard lock(mutex_);
    loss_ = Loss{reason, {running_.begin(), running_.end()}};
  }
  on_loss_();
  return false;
}

}  // namespace mqttspec::conformance::runner
