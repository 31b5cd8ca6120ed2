#!/bin/sh
# Joins the three files of MovieLens-100k (in RecBole's tab-separated form: ml-100k.inter, .user and
# .item, each with a header) into one table with a row for each rating.
#   infra/examples/movielens/prepare.sh DIR_OF_THE_FILES ratings.tsv
set -eu

[ $# -eq 2 ] || { echo "usage: $0 DIR_OF_ml-100k_FILES OUT.tsv" >&2; exit 2; }
for part in inter user item; do
  [ -r "$1/ml-100k.$part" ] || { echo "$0: no $1/ml-100k.$part" >&2; exit 1; }
done

awk -F '\t' -v OFS='\t' '
  BEGIN {
    genres = split("Action Adventure Animation Children'\''s Comedy Crime Documentary Drama Fantasy" \
      " Film-Noir Horror Musical Mystery Romance Sci-Fi Thriller War Western", genre, " ")
    header = "user_id\titem_id\trating\ttimestamp\tage\tgender\toccupation\trelease_year"
    for (g = 1; g <= genres; g++) {
      name = tolower(genre[g]); gsub(/[^a-z]/, "", name)
      header = header "\t" name
    }
    print header
  }
  FNR == 1 { file++; next }
  file == 1 { user[$1] = $2 OFS $3 OFS $4; next }
  file == 2 {
    item[$1] = $3 ~ /^[0-9]+$/ ? $3 : ""
    for (g = 1; g <= genres; g++) item[$1] = item[$1] OFS (index(" " $4 " ", " " genre[g] " ") > 0)
    next
  }
  ($1 in user) && ($2 in item) { print $1, $2, $3, $4, user[$1], item[$2]; next }
  { print "prepare.sh: no user " $1 " or no item " $2 > "/dev/stderr"; failed = 1 }
  END { exit failed }
' "$1/ml-100k.user" "$1/ml-100k.item" "$1/ml-100k.inter" > "$2.part"
mv "$2.part" "$2"
