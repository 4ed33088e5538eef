// One case on one Network: as often as its world says, each time to a conclusion.
#include <exception>
#include <optional>

#include "conformance/runner/runner.hpp"

namespace mqttspec::conformance::runner {

using namespace play;
using namespace wire;

namespace {

using circumstances::NotApplicable;

CaseResult play_once(const Case& which, Network& network, Version version, const Names& names,
                     const Settings& settings, std::optional<NotApplicable>& not_applicable) {
  std::string failure;
  CaseResult result;
  try {
    Run run(network, version, names, settings);
    try {
      run.surround();
      std::get<void (*)(Run&)>(which.body)(run);
    } catch (const CaseOver&) {
      // The result says how.
    } catch (const NotApplicable& why) {
      not_applicable = why;
    } catch (const std::exception& exception) {
      failure = exception.what();
    }
    result = run.finish();
  } catch (const std::exception& exception) {
    failure = exception.what();
  }
  if (!failure.empty()) {
    result.verdict = Verdict::error;
    result.expected = "a case that comes to a conclusion";
    result.actual = "exception: " + failure;
  }
  return result;
}

unsigned times_in(World world) {
  if (world.has(circumstances::CircumstanceId::tenth_time)) return 10;
  return world.has(circumstances::CircumstanceId::second_time) ? 2 : 1;
}

// Less what the target is known to refuse.
World within(World world, const Limits& limits) {
  using enum circumstances::CircumstanceId;
  constexpr std::uint32_t room_for_text = 2'000;
  constexpr std::uint32_t room_for_payload = 20'000;
  const auto size = limits.packet_size.value_or(room_for_payload);
  if (limits.find(Need::retain) != nullptr) world.remove(published_to_be_retained);
  if (size < room_for_payload) world.remove(payload_of_16384_bytes);
  if (size < room_for_text)
    world.remove(payload_of_128_bytes).remove(long_topics).remove(user_properties);
  return world;
}

}  // namespace

// A circumstance that turns out to be none for this case is left out.
CaseResult run_case(const Case& which, Network& network, Version version, const Names& names,
                    const Settings& asked, const Names* others) {
  Settings settings = asked;
  const Names* used = &names;
  settings.world = within(asked.world, asked.limits);
  for (;;) {
    CaseResult result;
    std::optional<NotApplicable> not_applicable;
    for (unsigned i = 0; i < times_in(settings.world) && !not_applicable; ++i) {
      result = play_once(which, network, version, *used, settings, not_applicable);
      if (result.verdict < Verdict::note || result.verdict > Verdict::warn) break;
    }
    result.world = settings.world;
    if (!not_applicable) return result;
    settings.world.remove(not_applicable->circumstance);
    if (others != nullptr) used = others;
    if (!settings.world.is_plain()) continue;
    result.verdict = Verdict::declined;
    result.judgements.clear();
    result.explanation = not_applicable->reason;
    return result;
  }
}

}  // namespace mqttspec::conformance::runner
