// Tests of the broker as transcripts: lines with `>` are what Clients do, the others what the
// broker answers. A test replays the former and compares the whole.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "model/scripts/testing/script.hpp"

namespace mqttspec::model::scripts {

struct Transcript {
  const char* name;
  std::vector<Version> versions;
  const char* profile;
  const char* text;

  /// What holds in both versions is written with the names of 5.0.
  std::optional<Version> wording() const {
    if (versions.size() == 1) return std::nullopt;
    return Version::v5_0;
  }
};

inline const std::vector<Version> both = {Version::v3_1_1, Version::v5_0};
inline const std::vector<Version> only_3_1_1 = {Version::v3_1_1};
inline const std::vector<Version> only_5_0 = {Version::v5_0};
/// A profile without anything to announce, so that CONNACK reads the same in both versions.
inline constexpr const char* bare = "no-topic-alias";

/// The transcript that the broker really gives, for the inputs of this one.
inline std::string replay(std::string_view text, Version version, const Profile& profile,
                          const FaultSet& faults, Chooser& chooser,
                          std::optional<Version> wording = std::nullopt) {
  Script script(version, profile, faults, chooser, wording);
  std::string result;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('>')) result += std::string(line) + "\n" + script.run(line.substr(1));
  }
  return result;
}

/// Replays every transcript in each of its versions.
inline void check(const std::vector<Transcript>& transcripts) {
  for (const auto& transcript : transcripts)
    for (const Version version : transcript.versions) {
      SCOPED_TRACE(std::string(transcript.name) + ", " + std::string(to_string(version)));
      const auto* profile = find_profile(transcript.profile);
      ASSERT_NE(profile, nullptr);
      PlainChooser chooser;
      EXPECT_EQ(replay(transcript.text, version, *profile, {}, chooser, transcript.wording()),
                std::string_view(transcript.text).substr(1));
    }
}

}  // namespace mqttspec::model::scripts
