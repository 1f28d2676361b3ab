/*
 * The yardstick: WITS to columns in plain scalar C, as one would write it who knows the format and wants it fast.
 * Compiled by the benchmark with `cc -O3`; no intrinsics, no threads, nothing of the kernel's.
 *
 *   decoder LOG KINDS
 *
 * KINDS has a byte for each code, 'n' for numbers and 't' for texts. The log is read into memory, decoded once to count
 * and sum what is in it (a line of JSON on stdout), and then once for each line on stdin; each time the nanoseconds of
 * the decoding alone are printed.
 *
 * Columns are batches of at most BATCH rows, reset and used again, as long as their table has no row left. A value is
 * a double and a validity bit, a text the place and length of its bytes. Each table, one a record, has a row for each
 * frame that holds an item of it, with the byte where that frame starts.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { CODES = 10000, RECORDS = 100, BATCH = 2048, PADDING = 16 };

typedef struct {
  union {
    double number;
    struct {
      uint32_t start, length;
    } text;
  } cell[BATCH];
  uint8_t validity[BATCH / 8];
} Column;

typedef struct {
  uint32_t rows;
  /* The frame that opened the last row. */
  uint32_t frame;
  int64_t offsets[BATCH];
} Table;

typedef struct {
  uint64_t frames, values, nulls, empty, rejects;
  double sum;
} Counts;

static Column *columns[CODES];
static Table *tables[RECORDS];
static char kinds[CODES];

/* All exact, so that one division of an exact mantissa is correctly rounded. */
static const double POWERS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

static int is_end(char c) { return c == '\r' || c == '\n' || c == 0; }
static int is_blank(char c) { return c == ' ' || c == '\t'; }
static unsigned digit(char c) { return (unsigned)(unsigned char)c - '0'; }

static const char *line_end(const char *p, const char *end) {
  while (p < end && *p != '\r' && *p != '\n') p++;
  return p;
}

/* A column starts without a value in any row. */
static Column *column_of(unsigned code) {
  if (columns[code] == NULL) columns[code] = calloc(1, sizeof(Column));
  if (columns[code] == NULL) abort();
  return columns[code];
}

static Table *table_of(unsigned record) {
  if (tables[record] == NULL) tables[record] = calloc(1, sizeof(Table));
  if (tables[record] == NULL) abort();
  return tables[record];
}

/* Sums the valid numbers of a table when asked to, and empties it. */
static void empty_table(unsigned record, Counts *sums) {
  Table *table = tables[record];
  for (unsigned code = record * 100; code < record * 100 + 100; code++) {
    Column *column = columns[code];
    if (column == NULL) continue;
    if (sums != NULL && kinds[code] == 'n') {
      for (unsigned row = 0; row < table->rows; row++) {
        if (column->validity[row >> 3] >> (row & 7) & 1) sums->sum += column->cell[row].number;
      }
    }
    memset(column->validity, 0, (table->rows + 7) / 8);
  }
  table->rows = 0;
}

static void empty_tables(Counts *sums) {
  for (unsigned record = 0; record < RECORDS; record++) {
    if (tables[record] != NULL) {
      empty_table(record, sums);
      tables[record]->frame = 0;
    }
  }
}

/*
 * Reads a decimal that ends at a line end, through blanks. Returns where the value ended, NULL when it is no number. The
 * bytes past the log are 0, so no digit needs a look at the end.
 */
static const char *read_number(const char *p, const char *end, double *value) {
  const char *start = p;
  int negative = *p == '-';
  p += negative;
  const char *first = p;
  uint64_t mantissa = 0;
  while (digit(*p) < 10) mantissa = mantissa * 10 + digit(*p++);
  long digits = p - first, decimals = 0;
  if (*p == '.') {
    const char *point = p++;
    while (digit(*p) < 10) mantissa = mantissa * 10 + digit(*p++);
    decimals = p - point - 1;
    digits += decimals;
  }
  if (is_end(*p) && digits > 0 && digits <= 18 && mantissa <= (uint64_t)1 << 53) {
    double magnitude = (double)mantissa / POWERS[decimals];
    *value = negative ? -magnitude : magnitude;
    return p;
  }
  /* Blanks, exponents, long mantissas: rare enough for the library. */
  const char *last = line_end(start, end);
  char *stopped;
  *value = strtod(start, &stopped);
  if (stopped == start) return NULL;
  while (stopped < last && is_blank(*stopped)) stopped++;
  return stopped == last ? last : NULL;
}

static int is_null(double value) {
  return value <= -999.25 && (value == -999.25 || value == -9999 || value == -8888);
}

static Counts decode(const char *log, const char *end, int sum) {
  Counts counts = {0};
  Counts *sums = sum ? &counts : NULL;
  const char *p = log;
  const char *frame_start = NULL;
  int full = 0;
  while (p < end) {
    unsigned a = digit(p[0]), b = digit(p[1]), c = digit(p[2]), d = digit(p[3]);
    if (a < 10 && b < 10 && c < 10 && d < 10 && frame_start != NULL) {
      unsigned record = a * 10 + b, code = record * 100 + c * 10 + d;
      const char *v = p + 4;
      while (is_blank(*v)) v++;
      Table *table = table_of(record);
      if (table->frame != (uint32_t)counts.frames) {
        table->frame = (uint32_t)counts.frames;
        table->offsets[table->rows++] = frame_start - log;
        full |= table->rows == BATCH;
      }
      uint32_t row = table->rows - 1;
      Column *column = column_of(code);
      if (is_end(*v)) {
        counts.empty++;
        p = v;
      } else if (kinds[code] == 't') {
        const char *e = line_end(v, end);
        p = e;
        while (is_blank(e[-1])) e--;
        column->cell[row].text.start = (uint32_t)(v - log);
        column->cell[row].text.length = (uint32_t)(e - v);
        column->validity[row >> 3] |= (uint8_t)(1 << (row & 7));
        counts.values++;
      } else {
        double value;
        const char *e = read_number(v, end, &value);
        if (e == NULL) {
          counts.rejects++;
          e = line_end(v, end);
        } else if (is_null(value)) {
          counts.nulls++;
        } else {
          column->cell[row].number = value;
          column->validity[row >> 3] |= (uint8_t)(1 << (row & 7));
          counts.values++;
        }
        p = e;
      }
    } else if (p[0] == '&' && p[1] == '&') {
      frame_start = p;
      counts.frames++;
      p += 2;
    } else if (p[0] == '!' && p[1] == '!') {
      frame_start = NULL;
      p += 2;
      if (full) {
        for (unsigned record = 0; record < RECORDS; record++) {
          if (tables[record] != NULL && tables[record]->rows == BATCH) empty_table(record, sums);
        }
        full = 0;
      }
    } else if (!is_end(*p)) {
      counts.rejects++;
      p = line_end(p, end);
    } else {
      p++;
    }
    while (p < end && (*p == '\r' || *p == '\n')) p++;
  }
  empty_tables(sums);
  return counts;
}

static char *read_file(const char *path, size_t *length) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(1);
  }
  fseek(file, 0, SEEK_END);
  *length = (size_t)ftell(file);
  rewind(file);
  char *bytes = calloc(*length + PADDING, 1);
  if (bytes == NULL || fread(bytes, 1, *length, file) != *length) {
    perror(path);
    exit(1);
  }
  fclose(file);
  return bytes;
}

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  size_t length, kind_count;
  char *log = read_file(argv[1], &length);
  char *kind = read_file(argv[2], &kind_count);
  if (kind_count != CODES) return 2;
  memcpy(kinds, kind, CODES);

  Counts check = decode(log, log + length, 1);
  printf("{\"frames\":%llu,\"values\":%llu,\"nulls\":%llu,\"rejects\":%llu,\"sum\":%.17g}\n",
         (unsigned long long)check.frames, (unsigned long long)check.values,
         (unsigned long long)(check.nulls + check.empty), (unsigned long long)check.rejects, check.sum);
  fflush(stdout);
  uint64_t frames = 0;
  for (int c = getchar(); c != EOF; c = getchar()) {
    if (c != '\n') continue;
    struct timespec start, stop;
    clock_gettime(CLOCK_MONOTONIC, &start);
    frames += decode(log, log + length, 0).frames;
    clock_gettime(CLOCK_MONOTONIC, &stop);
    printf("%lld\n", (stop.tv_sec - start.tv_sec) * 1000000000LL + (stop.tv_nsec - start.tv_nsec));
    fflush(stdout);
  }
  return frames == 0;
}
