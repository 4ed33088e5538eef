// How the targets of the model fail: with what happened, the input, and how to see it again.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>

#include "codec/printable.hpp"

namespace mqttspec::fuzz {

/// Says so, and aborts.
[[noreturn]] inline void complain(const char* target, const std::string& what, Bytes input) {
  std::fprintf(stderr,
               "%s\ninput: %s\n"
               "again: write these bytes to a file and give it to %s_fuzz, or put the file into "
               "fuzz/corpus/%s and run fuzz_test\n",
               what.c_str(), hex(input, " ").c_str(), target, target);
  std::abort();
}

/// What the monitors found, a line each, or nothing.
template <class Monitors>
std::string findings_of(const Monitors& monitors) {
  std::string text;
  for (const auto& finding : monitors.findings())
    text += std::string(finding.property) + " [" + std::string(finding.statement.id()) + "] " +
            finding.text + "\n";
  return text;
}

}  // namespace mqttspec::fuzz
