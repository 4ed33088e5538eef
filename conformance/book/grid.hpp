// How brokers and Clients behave, from the JSON reports of runs on them.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "conformance/book/entry.hpp"
#include "conformance/report/document.hpp"

namespace mqttspec::conformance::book {

/// One broker or Client library.
struct GridTarget {
  struct Said {
    play::StatementVerdict verdict;
    std::string case_name;  // the first case that came to this verdict; may be empty
  };
  struct Came {
    play::Verdict verdict;
    std::string expected;  // of what is not right
    std::string actual;
  };

  std::string name;
  std::string version;
  std::string date;  // may be empty
  bool is_client;    // a Client library, else a broker
  std::vector<Version> served = {};
  std::map<StatementId, Said> statements = {};
  std::map<std::pair<std::string, Version>, Came> cases = {};
};
using Grid = std::vector<GridTarget>;

/// Brokers first, then Clients, each in the order of the reports.
Grid make_grid(std::span<const report::Document> reports);

/// A verdict as it is shown: its word, a sign, and the kind that colours it.
struct Shown {
  std::string_view word;
  std::string_view sign;
  std::string_view kind;
};
Shown shown(play::StatementVerdict verdict);
Shown shown(play::Verdict verdict);

/// What one target did, where an entry is about one statement or case.
struct Cell {
  const GridTarget* target;
  Version version;
  Shown shown;
  std::string case_path;  // that shows it; empty if there is none
  std::string note;       // "expected …, came …", or empty
};
/// Those that have something to say of a statement or a case; for other entries none. Targets
/// without the version are left out.
std::vector<Cell> cells_of(const Entry& entry, const Grid& grid);

/// The names of the brokers, or Clients, that do not speak the version.
std::string without(Version version, bool is_client, const Grid& grid);

/// How many brokers and Clients do not satisfy a statement, of those with a verdict on it.
struct Tally {
  unsigned judged = 0;  // satisfied it or not
  unsigned wrong = 0;   // violated
  unsigned warned = 0;  // not followed, undetected, let through or late
};
Tally tally_of(StatementId id, const Grid& grid);

}  // namespace mqttspec::conformance::book
