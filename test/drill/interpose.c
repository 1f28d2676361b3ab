/*
 * Stands between a process and the calls with which it changes files below one folder (DRILL_ROOT), by LD_PRELOAD. It counts them,
 * and kills the process before or after the one that it was told: a crash at exactly that place. It can also refuse writes beyond a
 * size, as a full disk does, and set the clock back.
 *
 *   DRILL_ROOT   the folder; calls elsewhere count for nothing
 *   DRILL_COUNT  a file that gets the number of calls of each kind when the process ends
 *   DRILL_KILL   CALL:NUMBER:before or CALL:NUMBER:after, the first call being 1
 *   DRILL_CLOCK  MILLISECONDS:BACK, both since the start: from then on the wall clock is so many milliseconds behind
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum call { RENAME, LINK, UNLINK, RMDIR, MKDIR, CREATE, FSYNC, FDATASYNC, FTRUNCATE, WRITE, CALLS };
static const char *const names[CALLS] = {"rename", "link",      "unlink",    "rmdir", "mkdir",
                                         "create", "fsync", "fdatasync", "ftruncate", "write"};

static atomic_long counts[CALLS];
static const char *root;
static size_t root_length;
static int kill_call = -1, kill_after;
static long kill_number;
static long clock_after, clock_back;
static struct timespec started;

static int real_clock(clockid_t id, struct timespec *time) {
  static int (*next)(clockid_t, struct timespec *);
  if (!next) next = (int (*)(clockid_t, struct timespec *))dlsym(RTLD_NEXT, "clock_gettime");
  return next(id, time);
}

__attribute__((constructor)) static void begin(void) {
  real_clock(CLOCK_MONOTONIC, &started);
  root = getenv("DRILL_ROOT");
  root_length = root ? strlen(root) : 0;
  const char *kill_at = getenv("DRILL_KILL");
  char call[16], side[16];
  if (kill_at && sscanf(kill_at, "%15[^:]:%ld:%15s", call, &kill_number, side) == 3) {
    for (int i = 0; i < CALLS; i++)
      if (strcmp(call, names[i]) == 0) kill_call = i;
    kill_after = strcmp(side, "after") == 0;
  }
  const char *clock = getenv("DRILL_CLOCK");
  if (clock) sscanf(clock, "%ld:%ld", &clock_after, &clock_back);
}

__attribute__((destructor)) static void end(void) {
  const char *path = getenv("DRILL_COUNT");
  FILE *file = path ? fopen(path, "w") : NULL;
  if (!file) return;
  for (int i = 0; i < CALLS; i++) fprintf(file, "%s %ld\n", names[i], atomic_load(&counts[i]));
  fclose(file);
}

static int inside(const char *path) { return root && path && strncmp(path, root, root_length) == 0; }

static int file_inside(int file) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return inside(path);
}

static int at_end(enum call call, int counted) {
  if (!counted) return 0;
  long number = atomic_fetch_add(&counts[call], 1) + 1;
  if (call != (enum call)kill_call || number != kill_number) return 0;
  if (!kill_after) kill(getpid(), SIGKILL);
  return 1;
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

#define CALL(call, counted, expression) \
  int last = at_end(call, counted); \
  __typeof__(expression) result = expression; \
  if (last) kill(getpid(), SIGKILL); \
  return result

int rename(const char *from, const char *to) { REAL(rename); CALL(RENAME, inside(to), real(from, to)); }
int link(const char *from, const char *to) { REAL(link); CALL(LINK, inside(to), real(from, to)); }
int unlink(const char *path) { REAL(unlink); CALL(UNLINK, inside(path), real(path)); }
int rmdir(const char *path) { REAL(rmdir); CALL(RMDIR, inside(path), real(path)); }
int mkdir(const char *path, mode_t mode) { REAL(mkdir); CALL(MKDIR, inside(path), real(path, mode)); }
int fsync(int file) { REAL(fsync); CALL(FSYNC, file_inside(file), real(file)); }
int fdatasync(int file) { REAL(fdatasync); CALL(FDATASYNC, file_inside(file), real(file)); }
int ftruncate(int file, off_t length) { REAL(ftruncate); CALL(FTRUNCATE, file_inside(file), real(file, length)); }
int ftruncate64(int file, off64_t length) { REAL(ftruncate64); CALL(FTRUNCATE, file_inside(file), real(file, length)); }

ssize_t write(int file, const void *bytes, size_t length) {
  REAL(write);
  CALL(WRITE, file > 2 && file_inside(file), real(file, bytes, length));
}
ssize_t pwrite(int file, const void *bytes, size_t length, off_t at) {
  REAL(pwrite);
  CALL(WRITE, file_inside(file), real(file, bytes, length, at));
}
ssize_t pwrite64(int file, const void *bytes, size_t length, off64_t at) {
  REAL(pwrite64);
  CALL(WRITE, file_inside(file), real(file, bytes, length, at));
}
ssize_t writev(int file, const struct iovec *pieces, int count) {
  REAL(writev);
  CALL(WRITE, file > 2 && file_inside(file), real(file, pieces, count));
}
ssize_t pwritev(int file, const struct iovec *pieces, int count, off_t at) {
  REAL(pwritev);
  CALL(WRITE, file_inside(file), real(file, pieces, count, at));
}
ssize_t pwritev64(int file, const struct iovec *pieces, int count, off64_t at) {
  REAL(pwritev64);
  CALL(WRITE, file_inside(file), real(file, pieces, count, at));
}

static int creates(const char *path, int flags) { return (flags & O_CREAT) && inside(path); }

int open(const char *path, int flags, ...) {
  REAL(open);
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  CALL(CREATE, creates(path, flags), real(path, flags, mode));
}
int open64(const char *path, int flags, ...) {
  REAL(open64);
  va_list more;
  va_start(more, flags);
  mode_t mode = va_arg(more, mode_t);
  va_end(more);
  CALL(CREATE, creates(path, flags), real(path, flags, mode));
}

static long behind(void) {
  struct timespec now;
  if (clock_back == 0) return 0;
  real_clock(CLOCK_MONOTONIC, &now);
  long passed = (now.tv_sec - started.tv_sec) * 1000 + (now.tv_nsec - started.tv_nsec) / 1000000;
  return passed >= clock_after ? clock_back : 0;
}

int clock_gettime(clockid_t id, struct timespec *time) {
  int result = real_clock(id, time);
  if (id == CLOCK_REALTIME && result == 0) time->tv_sec -= behind() / 1000;
  return result;
}

int gettimeofday(struct timeval *time, void *zone) {
  struct timespec now;
  (void)zone;
  if (clock_gettime(CLOCK_REALTIME, &now) != 0) return -1;
  time->tv_sec = now.tv_sec;
  time->tv_usec = now.tv_nsec / 1000;
  return 0;
}
