// `mqttspec list`: what there is to run, to cite, to break.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

namespace mqttspec::conformance::commands {

enum class ListSubject {
  cases,
  statements,
  faults,
  client_faults,
  profiles,
  circumstances,
  conditions,
};

struct ListOptions {
  ListSubject subject = ListSubject::cases;
  std::vector<std::string> select;  // cases: as for `run`; others: globs over names, or sections
  bool json = false;
};

/// Lists what is selected, or everything, one line each; as JSON an array of objects. Returns 0, or
/// 2 with a complaint on `err` if a selector names nothing.
int list_command(const ListOptions& options, std::istream& in, std::ostream& out,
                 std::ostream& err);

}  // namespace mqttspec::conformance::commands
