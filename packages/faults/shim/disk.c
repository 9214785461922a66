/*
 * Loaded before the C library into a process under test (LD_PRELOAD), to play a disk that a machine without the right to
 * mount one cannot have. DISK_SHIM_MODE says which:
 *   track  remembers in the file DISK_SHIM_TABLE what of each file below DISK_SHIM_ROOT was synchronised, so that the
 *          test can take the rest away once the process is dead, as a power cut does
 *   forget the same, but notes nothing as synchronised
 *   lie    answers every synchronisation without doing it
 *   fail   answers every synchronisation below DISK_SHIM_ROOT with an input/output error while the file
 *          DISK_SHIM_TABLE exists
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#define ENTRIES (1u << 20)

/* As the test reads it: inode, bytes that are safe, whether something was written since. Little endian. */
struct entry {
  _Atomic uint64_t inode;
  _Atomic uint64_t safe;
  _Atomic uint64_t dirty;
};

enum mode { OFF, TRACK, FORGET, LIE, FAIL };
static enum mode mode = OFF;
static char root[PATH_MAX];
static size_t root_length;
static const char *table_path;
static struct entry *table;

static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static ssize_t (*real_pwrite64)(int, const void *, size_t, off64_t);
static ssize_t (*real_writev)(int, const struct iovec *, int);
static ssize_t (*real_pwritev)(int, const struct iovec *, int, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);

__attribute__((constructor)) static void begin(void) {
  real_write = dlsym(RTLD_NEXT, "write");
  real_pwrite = dlsym(RTLD_NEXT, "pwrite");
  real_pwrite64 = dlsym(RTLD_NEXT, "pwrite64");
  real_writev = dlsym(RTLD_NEXT, "writev");
  real_pwritev = dlsym(RTLD_NEXT, "pwritev");
  real_fsync = dlsym(RTLD_NEXT, "fsync");
  real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
  const char *wanted = getenv("DISK_SHIM_MODE");
  const char *where = getenv("DISK_SHIM_ROOT");
  table_path = getenv("DISK_SHIM_TABLE");
  if (wanted == NULL || where == NULL || table_path == NULL || realpath(where, root) == NULL) return;
  root_length = strlen(root);
  if (strcmp(wanted, "lie") == 0) mode = LIE;
  if (strcmp(wanted, "fail") == 0) mode = FAIL;
  int forgets = strcmp(wanted, "forget") == 0;
  if (!forgets && strcmp(wanted, "track") != 0) return;
  int fd = open(table_path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0 || ftruncate(fd, ENTRIES * sizeof(struct entry)) != 0) abort();
  table = mmap(NULL, ENTRIES * sizeof(struct entry), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (table == MAP_FAILED) abort();
  close(fd);
  mode = forgets ? FORGET : TRACK;
}

static int lies_below_root(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  return length > (ssize_t)root_length && memcmp(path, root, root_length) == 0 && path[root_length] == '/';
}

static struct entry *find(uint64_t inode, int *is_new) {
  for (uint32_t at = (uint32_t)(inode * 2654435761u) % ENTRIES;; at = (at + 1) % ENTRIES) {
    uint64_t held = atomic_load(&table[at].inode);
    *is_new = held == 0 && atomic_compare_exchange_strong(&table[at].inode, &held, inode);
    if (*is_new || held == inode) return &table[at];
  }
}

/* What is empty before a write is new, or was emptied: nothing of it is safe. */
static void before_write(int fd) {
  if (mode != TRACK && mode != FORGET) return;
  int error = errno;
  struct stat stat;
  if (fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode) && lies_below_root(fd)) {
    int is_new;
    struct entry *entry = find(stat.st_ino, &is_new);
    if (is_new || stat.st_size == 0) atomic_store(&entry->safe, (uint64_t)stat.st_size);
    atomic_store(&entry->dirty, 1);
  }
  errno = error;
}

static void after_sync(int fd) {
  if (mode != TRACK) return;
  int error = errno;
  struct stat stat;
  if (fstat(fd, &stat) == 0 && S_ISREG(stat.st_mode) && lies_below_root(fd)) {
    int is_new;
    struct entry *entry = find(stat.st_ino, &is_new);
    atomic_store(&entry->safe, (uint64_t)stat.st_size);
    atomic_store(&entry->dirty, 0);
  }
  errno = error;
}

/* True when the synchronisation is not to be done; `answer` is then what it says. */
static int is_refused(int fd, int *answer) {
  *answer = 0;
  if (mode == LIE) return 1;
  if (mode != FAIL || !lies_below_root(fd) || access(table_path, F_OK) != 0) return 0;
  errno = EIO;
  *answer = -1;
  return 1;
}

ssize_t write(int fd, const void *bytes, size_t count) {
  before_write(fd);
  return real_write(fd, bytes, count);
}

ssize_t pwrite(int fd, const void *bytes, size_t count, off_t offset) {
  before_write(fd);
  return real_pwrite(fd, bytes, count, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t count, off64_t offset) {
  before_write(fd);
  return real_pwrite64(fd, bytes, count, offset);
}

ssize_t writev(int fd, const struct iovec *parts, int count) {
  before_write(fd);
  return real_writev(fd, parts, count);
}

ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  before_write(fd);
  return real_pwritev(fd, parts, count, offset);
}

int fsync(int fd) {
  int answer;
  if (is_refused(fd, &answer)) return answer;
  answer = real_fsync(fd);
  if (answer == 0) after_sync(fd);
  return answer;
}

int fdatasync(int fd) {
  int answer;
  if (is_refused(fd, &answer)) return answer;
  answer = real_fdatasync(fd);
  if (answer == 0) after_sync(fd);
  return answer;
}
