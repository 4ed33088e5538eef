// How the targets of the model fail: with what happened, and the input as a file that every driver
// can play again.
#pragma once

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

#include "codec/printable.hpp"

namespace mqttspec::fuzz {

/// Ends the program if nobody is there to catch it, as in those of libFuzzer.
struct Complaint : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The file of a target's latest complaint. Whoever shrinks an input ends with the smallest one.
inline std::filesystem::path complaint_file(std::string_view target) {
  return std::filesystem::temp_directory_path() / ("mqttspec-" + std::string(target) + ".input");
}

[[noreturn]] inline void complain(const std::string& target, const std::string& what, Bytes input) {
  const auto path = complaint_file(target).string();
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(input.data()),
             static_cast<std::streamsize>(input.size()));
  throw Complaint(what + "\ninput: " + hex(input, " ") + "\nagain: MQTTSPEC_REPLAY=" + path +
                  " build/release/fuzz_test --gtest_filter='*Corpus/" + target + "'\n       or " +
                  target + "_fuzz " + path);
}

/// What the monitors found, a line each, or nothing.
template <class Findings>
std::string text_of(const Findings& findings) {
  std::string text;
  for (const auto& finding : findings)
    text += std::string(finding.guarantee) + " [" + std::string(finding.statement.id()) + "] " +
            finding.text + "\n";
  return text;
}

}  // namespace mqttspec::fuzz
